/** 'there', 'stopped' (nothing answers) or 'locked' (it answers, but wants the key). */
export const connection = new EventTarget();
connection.state = 'there';

function reach(state) {
  if (connection.state === state) return;
  connection.state = state;
  connection.dispatchEvent(new Event('change'));
}

/** An answer that is no success; its message is for a person. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name !== 'AbortError') reach('stopped');
    throw error;
  }
  reach(response.status === 401 ? 'locked' : 'there');
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => null);
  throw new Refusal(response.status, problem?.detail ?? `The dashboard answered ${response.status}.`);
}

/** The path with those parameters that have a value; a list gives one parameter each. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      if (each !== null && each !== undefined && each !== '' && each !== false) query.append(key, each);
    }
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

export const execute = (replicaId, command, values) =>
  ask(`/api/resources/${encodeURIComponent(replicaId)}/commands/${encodeURIComponent(command)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ arguments: values }),
  });

/**
 * Asks again and again while the page is visible. `path()` is what to ask now; an answer with a version is asked for
 * again only when it has changed. `onAnswer` returns true when there is more to ask for at once.
 */
export function poll({ path, everyMs, onAnswer, onRefusal }) {
  let stopped = false;
  let asking = new AbortController();
  let wake = () => {};
  let seenPath;
  let version;

  async function askOnce() {
    asking = new AbortController();
    const { signal } = asking;
    const asked = path();
    const seen = asked === seenPath && version !== undefined ? `${asked.includes('?') ? '&' : '?'}seen=${version}` : '';
    try {
      const answer = await ask(asked + seen, { signal });
      if (answer === null || signal.aborted) return false;
      seenPath = asked;
      version = answer.version;
      return onAnswer(answer) === true;
    } catch (error) {
      // What comes back after a failure may be another run, with versions of its own.
      seenPath = undefined;
      if (error instanceof Refusal && !signal.aborted) onRefusal?.(error);
      else if (!(error instanceof TypeError || error.name === 'AbortError' || error instanceof Refusal)) throw error;
      return signal.aborted;
    }
  }

  const pause = () => new Promise(resolve => {
    const timer = setTimeout(resolve, everyMs);
    wake = () => { clearTimeout(timer); resolve(); };
  });

  async function run() {
    while (!stopped) {
      const more = document.visibilityState === 'visible' && await askOnce();
      if (!more && !stopped) await pause();
    }
  }

  const onVisible = () => wake();
  document.addEventListener('visibilitychange', onVisible);
  run();

  return {
    refresh() { asking.abort(); wake(); },
    stop() {
      stopped = true;
      asking.abort();
      wake();
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}
