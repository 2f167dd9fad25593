import { replicaColor } from '../application.js';
import { content, h } from '../dom.js';
import { ago, count, exactMoment } from '../format.js';
import { icon } from '../icons.js';
import { processLabel } from '../facts.js';
import { commandsCell } from './commands-cell.js';

/** A resource with several replicas, whose own rows follow. */
export function groupRow() {
  const element = h('tr.group');
  const fill = content(element);
  return {
    element,
    update: ({ name, type, replicas }) => fill({ name, type, states: replicas.map(each => each.state) }, ({ states }) => [
      h('th.name', { scope: 'row' }, name),
      h('td.type', null, type),
      h('td', { colspan: 2 }, `${states.length} replicas, ${states.filter(state => state === 'Running').length} running`),
      ...['endpoints', 'started', 'restarts', 'commands'].map(name => h(`td.${name}`)),
    ]),
  };
}

/** One process. Each cell changes only when what it shows has changed: menus stay open, focus stays. */
export function replicaRow(open) {
  const cells = Object.fromEntries(['type', 'state', 'health', 'endpoints', 'started', 'restarts'].map(name => [name, h(`td.${name}`)]));
  const name = h('th.name', { scope: 'row' });
  const commands = commandsCell();
  const element = h('tr', null, name, ...Object.values(cells), commands.element);
  const fillName = content(name);
  const fill = Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, content(cell)]));

  function update({ name: shownName, type, replica, grouped }) {
    element.classList.toggle('grouped', grouped === true);
    fillName([shownName, replica.id], ([text, id]) =>
      h('button.row-main', { type: 'button', 'aria-expanded': 'false', onclick: event => open(id, event.currentTarget) }, processLabel(text, replicaColor(id))));
    fill.type(grouped ? '' : type, text => text);
    fill.state([replica.state, replica.stateStyle, replica.exitCode, replica.stopped], () => stateWords(replica));
    fill.health([replica.health, replica.healthReports.map(({ name, status, description }) => [name, status, description])], () => healthWords(replica));
    fill.endpoints(replica.urls, urls => endpoints(urls));
    fill.started(replica.started, started => started && h('time', { datetime: started, title: exactMoment(started) }, ago(started)));
    fill.restarts(replica.restarts, restarts => restarts > 0 ? count(restarts) : h('span.muted', null, '0'));
    commands.update(shownName, replica);
  }

  return { element, update };
}

const stateStyles = new Set(['success', 'info', 'warning', 'error']);

export function stateWords({ state, stateStyle, exitCode, stopped }) {
  const code = exitCode === null || state === 'Running' ? null : h('span.code', null, `exit code ${exitCode}`);
  return h('span.state', { class: stateStyles.has(stateStyle) ? stateStyle : state === 'Running' ? 'success' : 'none', title: stopped && state !== 'Running' ? `Stopped ${exactMoment(stopped)}` : null },
    h('span.mark'), state ?? 'Not known yet', code);
}

function healthWords({ health, healthReports }) {
  if (!health) return h('span.muted', null, '–');
  const failing = healthReports.filter(({ status }) => status && status !== 'Healthy');
  return [
    h('span.state', { class: healthStyle(health) }, h('span.mark'), health),
    ...failing.map(({ name, description }) => h('p.words', null, `${name}: ${description ?? 'no words'}`)),
  ];
}

export const healthStyle = status => ({ Healthy: 'success', Degraded: 'warning', Unhealthy: 'error' })[status] ?? 'none';

/** Addresses that a browser can open are links, others are texts to copy. */
export function endpoints(urls) {
  if (urls.length === 0) return h('span.muted', null, '–');
  return h('ul.endpoints', null, urls.map(({ name, url, text, inactive }) => {
    const shown = text || url;
    const opens = /^https?:/i.test(url) && !inactive;
    return h('li', { title: [name, url].filter(Boolean).join(': ') },
      opens ? h('a', { href: url, target: '_blank', rel: 'noreferrer' }, shown, icon('link')) : h('span', { class: inactive ? 'muted' : null }, shown));
  }));
}
