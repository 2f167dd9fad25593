import { poll } from './api.js';

const colors = 10;

/** What /api/resources says, for every page: the names and colours of processes come from it. */
export const application = new EventTarget();
application.name = '';
application.resources = [];

// In the order in which they were first listed, so that a process keeps its colour when others come and go.
const order = new Map();

function hash(text) {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.codePointAt(0)) >>> 0;
  return value;
}

/** Resolves at the first answer or refusal: what is drawn before would lack its colours. */
export const known = new Promise(resolve => {
  poll({
    path: () => '/api/resources',
    everyMs: 500,
    onAnswer(list) {
      for (const { id } of list.resources.flatMap(resource => resource.replicas)) {
        if (!order.has(id)) order.set(id, order.size);
      }
      application.name = list.application;
      application.resources = list.resources;
      application.dispatchEvent(new Event('change'));
      resolve();
    },
    onRefusal: resolve,
  });
});

const resourceOf = service => application.resources.find(resource => resource.name === service);

/** A process's name: its service's, with its instance when there are several of it. */
export function processName(service, instance) {
  const resource = resourceOf(service);
  return resource?.replicas.length > 1 && instance ? `${service}-${instance}` : service;
}

/** A CSS colour; both themes have their own for it. */
export function processColor(service, instance) {
  const id = `${service}-${instance}`;
  const index = order.get(id) ?? order.get(resourceOf(service)?.replicas[0]?.id) ?? hash(id);
  return `var(--process-${index % colors})`;
}

export function replicaColor(id) {
  return `var(--process-${(order.get(id) ?? hash(id)) % colors})`;
}

/** Replica id → the name to show and the resource. */
export function replicaName(id) {
  const resource = application.resources.find(each => each.replicas.some(replica => replica.id === id));
  return !resource || resource.replicas.length > 1 ? id : resource.name;
}
