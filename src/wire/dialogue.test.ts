import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ProtocolError, type Parse } from '../protocols/codec.ts';
import { listen } from '../../test/fakes/listen.ts';
import { openSession } from '../../test/fakes/session.ts';

const fault = (name: string): Error => expect.objectContaining({ fault: name }) as Error;
const never: Parse<never> = () => undefined;
const lineOf: Parse<string> = (bytes) => {
  const end = bytes.indexOf('\n');
  return end === -1 ? undefined : { value: bytes.toString('latin1', 0, end), length: end + 1 };
};

describe('a connection', () => {
  it('takes no more bytes than its budget', async () => {
    await using fake = await listen((socket) => socket.write(Buffer.alloc(1_000_000)));
    await using opened = openSession(fake, [], { bytes: 100_000 });
    const line = await opened.dialogue.open();
    await expect(line.read(never)).rejects.toThrow(fault('too-long'));
    expect(line.usable).toBe(false);
  });

  it('waits no longer than for one answer, whatever drips in', async () => {
    await using fake = await listen((socket) => {
      const drip = setInterval(() => socket.write('a'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    await using opened = openSession(fake, [], { answer: 200 });
    const line = await opened.dialogue.open();
    const start = performance.now();
    await expect(line.read(lineOf)).rejects.toThrow(fault('timed-out'));
    expect(performance.now() - start).toBeLessThan(400);
  });

  it('leaves what it did not parse for the next read', async () => {
    await using fake = await listen((socket) => socket.write('one\ntwo\nthr'));
    await using opened = openSession(fake, []);
    const line = await opened.dialogue.open();
    expect((await line.listen(500)).bytes.toString()).toBe('one\ntwo\nthr');
    expect(await line.read(lineOf)).toBe('one');
    expect(await line.read(lineOf)).toBe('two');
    await expect(line.read(lineOf, 50)).rejects.toThrow(fault('timed-out'));
  });

  it('tells an end from a reset, and both from another protocol', async () => {
    await using ending = await listen((socket) => socket.end('half'));
    await using resetting = await listen((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    await using opened = openSession(ending, []);
    await expect((await opened.dialogue.open()).read(lineOf)).rejects.toThrow(fault('closed'));
    await using other = openSession(ending, []);
    const refuse: Parse<never> = () => {
      throw new ProtocolError('no');
    };
    await expect((await other.dialogue.open()).read(refuse)).rejects.toThrow(
      fault('not-this-protocol'),
    );
    await using third = openSession(resetting, ['PING']);
    const line = await third.dialogue.open();
    line.send('resp', Buffer.from('*1\r\n$4\r\nPING\r\n'));
    await expect(line.read(lineOf)).rejects.toThrow(fault('reset'));
  });
});

describe('an endpoint', () => {
  it('gets no more connections than its budget', async () => {
    await using fake = await listen(() => undefined);
    await using opened = openSession(fake, [], { connections: 2 });
    await opened.dialogue.open();
    await opened.dialogue.speaking({ id: 'x', sends: [] }).open();
    await expect(opened.dialogue.open()).rejects.toThrow(fault('spent'));
    expect(fake.heard).toHaveLength(2);
  });

  it('out of scope is not even connected to', async () => {
    await using fake = await listen(() => undefined);
    await using opened = openSession(fake, [], {}, false);
    await expect(opened.dialogue.open()).rejects.toThrow(fault('out-of-scope'));
    expect(fake.heard).toHaveLength(0);
  });

  it('that does not listen is refused', async () => {
    const gone = await listen(() => undefined);
    await gone[Symbol.asyncDispose]();
    await using opened = openSession(gone, []);
    await expect(opened.dialogue.open()).rejects.toThrow(fault('refused'));
  });

  it('has one deadline for all its connections', async () => {
    await using fake = await listen(() => undefined);
    await using opened = openSession(fake, [], { total: 150, answer: 3000 });
    const line = await opened.dialogue.open();
    await expect(line.read(never)).rejects.toThrow(fault('timed-out'));
    await sleep(20);
    await expect(opened.dialogue.open()).rejects.toThrow(fault('spent'));
  });
});
