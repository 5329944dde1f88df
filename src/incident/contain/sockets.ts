/** Sockets of a store that ends no session itself, cut on its host: https://man7.org/linux/man-pages/man8/ss.8.html (-K). */
import { AskError } from '../ask/asker.ts';
import { peersAt, processAt } from './process.ts';
import { nothing, type Step } from './recipe.ts';

const wordsFor = (port: number): readonly string[] =>
  `ss -K -tn state established sport = :${port}`.split(' ');

export const cutAll = (port: number): Step => ({
  id: 'end-sessions',
  title: 'cut every connection that is open',
  command: [wordsFor(port).join(' ')],
  evidence: 'the store and the kernel forget them: the snapshot holds both',
  sessions: 'all end, watches and streams too',
  application: 'loses its connections once, and comes back by itself where it may',
  rollback: [],
  verification: 'ss shows none that was there before',
  isDone: async () => false,
  async save(context) {
    try {
      await processAt(context);
      return { peers: await peersAt(context) };
    } catch (error) {
      if (error instanceof AskError) return {};
      throw error;
    }
  },
  async apply(context) {
    try {
      await processAt(context);
      await context.run(wordsFor(port));
      return undefined;
    } catch (error) {
      if (!(error instanceof AskError)) throw error;
      return `they could not be cut from here (${error.message}): cut them on the host of the store, or start it again`;
    }
  },
  undo: nothing,
});
