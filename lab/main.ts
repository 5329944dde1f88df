import { labProducts, LabError, missing, startServer, type StartOptions } from './index.ts';
import { check } from './check.ts';

const USAGE = `Usage: node dist/lab/main.js COMMAND
  list                                        what can be started here
  start PRODUCT STATE [--usual | --port N]    start one, say where, run until Ctrl-C
  check [PRODUCT…]                            start everything once, one after the other`;

function list(): void {
  for (const { id, states } of labProducts()) {
    const reason = missing(id);
    console.log(`${id.padEnd(18)} ${reason === undefined ? states.join(', ') : `(${reason})`}`);
  }
}

function startOptions(flags: readonly string[]): StartOptions {
  const [flag, value] = flags;
  if (flag === undefined) return {};
  if (flag === '--usual') return { port: 'usual' };
  const port = Number(value);
  if (flag === '--port' && Number.isInteger(port)) return { port };
  throw new LabError(USAGE);
}

async function startOne(args: readonly string[]): Promise<void> {
  const [product, state = 'open', ...flags] = args;
  if (product === undefined) throw new LabError(USAGE);
  const interrupted = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await using server = await startServer(product, state, startOptions(flags));
  const { address, port, ports, pid, folder } = server;
  console.log(JSON.stringify({ product, state, address, port, ports, pid, folder }));
  // A promise alone does not keep the process alive, and the server's handle might not either.
  const alive = setInterval(() => undefined, 60_000);
  await interrupted;
  clearInterval(alive);
}

async function main([command = '', ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'list':
      list();
      return 0;
    case 'start':
      await startOne(args);
      return 0;
    case 'check':
      return await check(args);
    default:
      console.error(USAGE);
      return 2;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
}
