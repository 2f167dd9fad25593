import { application, replicaColor, replicaName } from '../application.js';
import { h, content } from '../dom.js';
import { fact, pairs, processLabel } from '../facts.js';
import { exactMoment, moment } from '../format.js';
import { withQuery } from '../api.js';
import { markChosen } from '../rows.js';
import { Panel } from '../panel.js';
import { endpoints, healthStyle, stateWords } from './resource-rows.js';

export function resourceDetails() {
  const panel = new Panel('Details of the resource', () => markChosen(null));
  const sections = Object.fromEntries(['state', 'health', 'properties', 'environment'].map(name => [name, h('div')]));
  let fill = {};
  let shown;

  function update() {
    const replica = application.resources.flatMap(resource => resource.replicas).find(({ id }) => id === shown);
    if (!panel.isOpen || !replica) return;
    const { commands, environment, healthReports, properties, ...state } = replica;
    fill.state(state, stateSection);
    fill.health(healthReports, healthSection);
    fill.properties(properties, list => pairs('Properties', list.map(({ name, value }) => ({ key: name, value }))));
    fill.environment(environment, environmentSection);
  }

  function open(id, back) {
    shown = id;
    const name = replicaName(id);
    fill = Object.fromEntries(Object.entries(sections).map(([key, element]) => [key, content(element)]));
    markChosen(back);
    panel.open(id, processLabel(name, replicaColor(id)), [links(name), ...Object.values(sections)], back);
    update();
  }

  return { panel, open, update };
}

function links(resource) {
  return h('nav.jumps', { 'aria-label': 'Of this resource' },
    h('a', { href: `/console/${encodeURIComponent(resource)}` }, 'Console'),
    h('a', { href: withQuery('/logs', { resource }) }, 'Structured logs'),
    h('a', { href: withQuery('/traces', { resource }) }, 'Traces'));
}

function stateSection(replica) {
  const time = at => h('time', { datetime: at, title: exactMoment(at) }, moment(at));
  return h('section', null, h('h3', null, 'State'), h('table.facts', { 'aria-label': 'State' }, h('tbody', null,
    fact('state', stateWords(replica)),
    fact('id', h('code', null, replica.id)),
    replica.started && fact('started', time(replica.started)),
    replica.stopped && fact('stopped', time(replica.stopped)),
    fact('restarts', String(replica.restarts)),
    fact('endpoints', endpoints(replica.urls)))));
}

function healthSection(reports) {
  if (reports.length === 0) return null;
  return h('section', null, h('h3', null, 'Health'), h('table.facts', { 'aria-label': 'Health' }, h('tbody', null,
    reports.map(({ name, status, description, lastRun }) => fact(name, h('div', null,
      h('span.state', { class: healthStyle(status), title: lastRun && `Checked ${exactMoment(lastRun)}` }, h('span.mark'), status ?? 'Not checked yet'),
      description && h('p.words', null, description)))))));
}

/** Values may be secrets: each is hidden until someone wants to see it. */
function environmentSection(variables) {
  if (variables.length === 0) return null;
  const hidden = '••••••••';
  const rows = variables.map(({ name, value }) => {
    const text = h('span.value.muted', null, hidden);
    const show = now => {
      text.textContent = now ? value : hidden;
      text.classList.toggle('muted', !now);
      button.textContent = now ? 'Hide' : 'Show';
      button.setAttribute('aria-label', `${button.textContent} ${name}`);
    };
    const button = h('button.quiet', { type: 'button', onclick: () => show(button.textContent === 'Show') });
    show(false);
    return { show, element: fact(name, h('div.secret', null, text, button)) };
  });
  const all = h('button.quiet', { type: 'button', onclick: () => {
    const now = all.textContent === 'Show all values';
    for (const row of rows) row.show(now);
    all.textContent = now ? 'Hide all values' : 'Show all values';
  } }, 'Show all values');
  return h('section', null, h('div.section-head', null, h('h3', null, 'Environment'), all),
    h('table.facts', { 'aria-label': 'Environment' }, h('tbody', null, rows.map(row => row.element))));
}
