/** A container that holds the engine's socket. https://docs.docker.com/engine/security/protect-access/ */
import type { Place } from '../model/observation.ts';
import type { Door } from './observe.ts';
import { fact, listener } from './products/setup.ts';

const PORT = 2375;

/** Whoever holds the engine's socket is root of the host; so is whoever takes over the container. */
export function engineDoor(asset: string, where: Place): Door {
  const held = listener({
    port: PORT,
    protocol: 'http',
    binds: ['127.0.0.1'],
    access: 'open',
    grants: 'code-execution',
    auth: ['none'],
    tls: null,
    facts: [fact('access', where, 'The engine’s socket is mounted here.')],
    reason:
      'The engine’s socket is mounted into a container: whoever takes that over is root of the host.',
  });
  const product = 'docker';
  return { asset, where, product, version: null, listener: held, address: '127.0.0.1', port: PORT };
}
