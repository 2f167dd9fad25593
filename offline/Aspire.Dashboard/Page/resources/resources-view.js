import { application } from '../application.js';
import { h, reconcile } from '../dom.js';
import { pageHeading, textFilter } from '../filters.js';
import { ago } from '../format.js';
import { clickWholeRow, moveByArrows } from '../rows.js';
import { query, setQuery } from '../router.js';
import { resourceDetails } from './resource-details.js';
import { groupRow, replicaRow } from './resource-rows.js';

const columns = ['Name', 'Type', 'State', 'Health', 'Endpoints', 'Started', 'Restarts', 'Commands'];

export function resourcesView(main) {
  const summary = h('p.summary', { role: 'status' });
  const body = h('tbody');
  const filter = textFilter({ label: 'Filter by name', value: query().get('text'), onChange: text => { setQuery({ text }); update(); } });
  const details = resourceDetails();
  main.append(
    h('div.toolbar', null, pageHeading('Resources', summary), filter),
    h('div.split', null,
      h('div.scroll', { tabindex: -1 }, h('table.list.resources', { 'aria-label': 'Resources' },
        h('thead', null, h('tr', null, columns.map(name => h(`th.${name.toLowerCase()}`, { scope: 'col' }, name)))),
        body)),
      details.panel.element));
  moveByArrows(body);
  clickWholeRow(body);

  function update() {
    const text = (query().get('text') ?? '').toLowerCase();
    const rows = application.resources
      .filter(resource => resource.name.toLowerCase().includes(text))
      .flatMap(rowsOf);
    reconcile(body, rows, row => row.key, row => row.replica ? replicaRow(details.open) : groupRow());
    details.update();
    summary.textContent = summarize(application.resources.flatMap(resource => resource.replicas));
  }

  const tick = setInterval(() => {
    for (const time of body.querySelectorAll('time')) time.textContent = ago(time.dateTime);
  }, 1000);
  application.addEventListener('change', update);
  update();
  return () => {
    clearInterval(tick);
    application.removeEventListener('change', update);
    details.panel.dispose();
  };
}

function rowsOf({ name, type, replicas }) {
  if (replicas.length === 1) return [{ key: replicas[0].id, name, type, replica: replicas[0] }];
  return [
    { key: name, name, type, replicas },
    ...replicas.map(replica => ({ key: replica.id, name: replica.id, type, replica, grouped: true })),
  ];
}

function summarize(replicas) {
  const running = replicas.filter(replica => replica.state === 'Running').length;
  const ailing = replicas.filter(({ health }) => health && health !== 'Healthy').length;
  return `${running} of ${replicas.length} running${ailing > 0 ? `, ${ailing} not healthy` : ''}`;
}
