import { connection, poll, withQuery } from '../api.js';
import { application } from '../application.js';
import { h } from '../dom.js';
import { pageHeading, processChoice, toggle } from '../filters.js';
import { count, counted } from '../format.js';
import { navigate } from '../router.js';
import { isShortcut } from '../shortcuts.js';
import { VirtualList } from '../virtual-list.js';
import { ConsoleLines } from './console-lines.js';
import { ConsoleSearch } from './console-search.js';
import { lineHeights } from './line-heights.js';
import { lineRow } from './line-row.js';

const batch = 5000;

export function consoleView(main, resource) {
  const lines = new ConsoleLines();
  const summary = h('p.summary');
  const output = h('div.console-output.wrap', { role: 'log', 'aria-label': 'Console output', 'aria-live': 'off', tabindex: 0 });
  const search = new ConsoleSearch({ onChange: showAgain, onMove: goTo, lineInSight: () => list.firstInSight });
  const follow = toggle({ label: 'Follow', pressed: true, key: 'f', onChange: on => on && list.scrollToEnd() });
  const select = processChoice({ value: resource, onChange: name => navigate(name ? `/console/${encodeURIComponent(name)}` : '/console') });
  const wrap = remembered('Wrap', 'wrap', on => { output.classList.toggle('wrap', on); showAgain(); });
  const times = remembered('Times', 'times', on => { output.classList.toggle('times', on); showAgain(); });
  main.append(h('div.toolbar', null, pageHeading('Console', summary), select, search.element, h('div.toggles', null, follow, wrap.button, times.button)), output);
  output.classList.toggle('wrap', wrap.on);
  output.classList.toggle('times', times.on);

  const several = resource === undefined || application.resources.find(({ name }) => name === resource)?.replicas.length > 1;
  const heights = lineHeights(output, several);
  const list = new VirtualList(output, {
    createRow: line => lineRow(line, several),
    estimate: heights.estimate,
    onRender: () => search.highlight(list.renderedItems),
  });

  const isFollowing = () => follow.getAttribute('aria-pressed') === 'true';
  const setFollowing = on => follow.setAttribute('aria-pressed', String(on));
  const shownLines = () => search.active && search.onlyMatching ? search.matches : lines.all;

  function showAgain() {
    search.find(lines.all);
    const inSight = list.firstInSight;
    heights.measure();
    list.setItems(shownLines());
    if (isFollowing()) list.scrollToEnd();
    else list.reveal(inSight, 'start');
    search.highlight(list.renderedItems);
  }

  function goTo(line) {
    setFollowing(false);
    list.reveal(line, 'center');
    search.highlight(list.renderedItems);
  }

  let after = 0;
  let droppedThere = 0;
  function onAnswer(page) {
    droppedThere += page.dropped;
    after = page.last;
    if (page.lines.length > 0) {
      const added = lines.add(page.lines);
      search.find(lines.all, added);
      list.append(search.active && search.onlyMatching ? search.matchesOf(added) : added);
      list.dropFirst(shownLines().length);
      if (isFollowing()) list.scrollToEnd();
      else list.update();
      search.highlight(list.renderedItems);
    }
    const dropped = droppedThere + lines.dropped;
    summary.textContent = counted(lines.all.length, 'line') + (dropped > 0 ? `, ${count(dropped)} older dropped` : '');
    return page.more;
  }

  /** What comes back after a failure may be another run, whose lines are counted anew. */
  function startAnew() {
    if (connection.state !== 'there') return;
    after = 0;
    droppedThere = 0;
    lines.clear();
    showAgain();
    polling.refresh();
  }
  connection.addEventListener('change', startAnew);

  let lastTop = 0;
  output.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = output;
    // Dropped lines move the position too, but not away from the end.
    if (scrollTop < lastTop && scrollHeight - scrollTop - clientHeight > 40) setFollowing(false);
    lastTop = scrollTop;
  }, { passive: true });

  function onKey(event) {
    if (!isShortcut(event)) return;
    if (event.key === 'f') follow.click();
    else if (event.key === 'n') search.move(1);
    else if (event.key === 'p') search.move(-1);
    else if (event.key === 'End' && event.target === output) { setFollowing(true); list.scrollToEnd(); }
    else return;
    event.preventDefault();
  }
  document.addEventListener('keydown', onKey);

  const polling = poll({
    path: () => withQuery('/api/console', { resource, after, limit: batch }),
    everyMs: 500,
    onAnswer,
    onRefusal: ({ message }) => { summary.textContent = message; },
  });
  return () => {
    polling.stop();
    list.dispose();
    search.dispose();
    connection.removeEventListener('change', startAnew);
    document.removeEventListener('keydown', onKey);
  };
}

/** A switch that stays as it was put, for the next visit too. */
function remembered(label, key, onChange) {
  const setting = `console-${key}`;
  const on = localStorage.getItem(setting) !== 'off';
  const button = toggle({ label, pressed: on, onChange: now => {
    localStorage.setItem(setting, now ? 'on' : 'off');
    onChange(now);
  } });
  return { on, button };
}
