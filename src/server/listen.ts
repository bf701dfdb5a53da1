import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ToolkitError } from '../core/error.ts';
import { systemCode } from '../media/file-error.ts';

/** Ports that are tried after the one asked for. */
const MORE_PORTS = 20;

/** Listens on one port; rejects with the system's error. */
const listenOn = (server: Server, host: string, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });

/**
 * Listens on the port asked for, or on the next one that is free; 0 is any.
 *
 * @throws {@link ToolkitError} `argument/invalid` when none is, or the address is not this machine's.
 */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  const last = port === 0 ? 0 : Math.min(port + MORE_PORTS, 65_535);
  for (let candidate = port; candidate <= last; candidate++) {
    try {
      return await listenOn(server, host, candidate);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EADDRINUSE' || code === 'EACCES') continue;
      throw new ToolkitError(
        'argument/invalid',
        `--host must be an address of this machine, got ${host} (${code || error}).`,
        'Leave it out to serve this machine alone, or give 0.0.0.0 for all of its addresses.',
      );
    }
  }
  throw new ToolkitError(
    'argument/invalid',
    `A port from ${port} to ${last} must be free, and none is.`,
    'Give another with --port.',
  );
}
