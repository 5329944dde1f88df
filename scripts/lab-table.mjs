/**
 * The table of products and states that the tests saw on real servers: `lab-table.mjs FILE`, where FILE is what
 * NIGHTLATCH_LAB_TABLE named while they ran. Exits 1 where one was not told as expected.
 */
import { readFileSync } from 'node:fs';

const LETS_IN = new Set(['open', 'partial', 'passwordless', 'default-password', 'unclaimed']);
const [, , file] = process.argv;
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const isRight = ({ expected, access }) => expected === access;

for (const { server, state, port, product, access, expected, connections } of rows) {
  const mark = expected === access ? ' ' : '!';
  console.log(
    `${mark} ${`${server} ${state}`.padEnd(32)} ${port.padEnd(5)} ${String(product).padEnd(16)} ${access.padEnd(16)} ${connections}`,
  );
}
const doors = rows.filter(({ expected }) => LETS_IN.has(expected));
const found = doors.filter(({ access }) => LETS_IN.has(access));
const falsely = rows.filter(
  ({ expected, access }) => LETS_IN.has(access) && !LETS_IN.has(expected),
);
const connections = rows.map((row) => row.connections);
console.log(
  `${rows.length} looks: ${found.length} of ${doors.length} open doors found, ${falsely.length} false, ` +
    `${rows.filter(isRight).length} graded as expected; connections an endpoint: median ${median(connections)}, most ${Math.max(...connections)}`,
);
process.exitCode = rows.every(isRight) ? 0 : 1;
