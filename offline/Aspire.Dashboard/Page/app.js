import { connection } from './api.js';
import { application, known } from './application.js';
import { router } from './router.js';
import { listenForShortcuts } from './shortcuts.js';
import { resourcesView } from './resources/resources-view.js';
import { consoleView } from './console/console-view.js';
import { logsView } from './logs/logs-view.js';
import { tracesView } from './traces/traces-view.js';
import { traceView } from './traces/trace-view.js';
import { metricsView } from './metrics/metrics-view.js';
import { h } from './dom.js';

const routes = [
  [/^\/$/, '/', resourcesView],
  [/^\/console(?:\/([^/]+))?$/, '/console', consoleView],
  [/^\/logs$/, '/logs', logsView],
  [/^\/traces$/, '/traces', tracesView],
  [/^\/traces\/([^/]+)$/, '/traces', traceView],
  [/^\/metrics$/, '/metrics', metricsView],
];

const main = document.getElementById('main');
let leave = () => {};

/** A view fills `main` and returns what to call when it is left. */
function show() {
  leave();
  const [pattern, page, view] = routes.find(([each]) => each.test(location.pathname)) ?? [/$/, null, notFoundView];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === page) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  main.replaceChildren();
  const [, argument] = pattern.exec(location.pathname);
  leave = view(main, argument && decodeURIComponent(argument)) ?? (() => {});
  showTitle();
}

function notFoundView(into) {
  into.append(h('div.empty', null, h('h1', null, 'There is no such page'), h('p', null, h('a', { href: '/' }, 'Go to the resources'))));
}

function showTitle() {
  const heading = main.querySelector('h1')?.textContent;
  document.title = [heading, application.name].filter(Boolean).join(' · ');
}

const words = {
  stopped: 'The application has stopped. What you see is the last that was heard of it.',
  locked: 'The dashboard wants its key: open the address that the AppHost printed.',
};

function showConnection() {
  const banner = document.getElementById('banner');
  banner.textContent = words[connection.state] ?? '';
  banner.hidden = connection.state === 'there';
}

connection.addEventListener('change', showConnection);
application.addEventListener('change', () => {
  document.getElementById('application').textContent = application.name;
  showTitle();
});
router.addEventListener('navigate', () => {
  show();
  main.focus({ preventScroll: true });
});
listenForShortcuts();
await known;
show();
