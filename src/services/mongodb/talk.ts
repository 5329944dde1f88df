/** Commands to a MongoDB, one after another. */
import type { BsonDocument } from '../../protocols/bson.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import type { LogIn } from '../inventory.ts';
import { logIn } from './log-in.ts';
import {
  encodeMongoCommands,
  mongoClient,
  parseMongoReply,
  type MongoCommand,
} from '../../protocols/mongodb.ts';

export type Run = (command: MongoCommand) => Promise<BsonDocument>;

/** One line, and another where an answer that did not fit made it useless. */
export class Talk {
  readonly #dialogue: Dialogue;
  readonly #tls: boolean;
  readonly #account: LogIn | undefined;
  #line: Line | undefined;
  #isIn = true;

  constructor(dialogue: Dialogue, tls: boolean, account?: LogIn) {
    this.#dialogue = dialogue;
    this.#tls = tls;
    this.#account = account;
  }

  /** Whether the account, where there is one, was let in; asked once a command was run. */
  get isIn(): boolean {
    return this.#isIn;
  }

  async run(command: MongoCommand): Promise<BsonDocument> {
    const line = this.#line ?? (await this.#begin());
    this.#line = line;
    try {
      return await say(line, command);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** `undefined` where the answer is more than one may be, as long as another connection can be had. */
  async tryTo(command: MongoCommand): Promise<BsonDocument | undefined> {
    try {
      return await this.run(command);
    } catch (error) {
      const spoilt = error instanceof WireError && error.fault === 'not-this-protocol';
      if (spoilt && this.#dialogue.connectionsLeft > 0) return undefined;
      throw error;
    }
  }

  close(): void {
    this.#line?.close();
    this.#line = undefined;
  }

  async #begin(): Promise<Line> {
    const line = await this.#dialogue.open({ tls: this.#tls });
    try {
      await say(line, { name: 'hello', options: { client: mongoClient(this.#dialogue.agent) } });
      const run: Run = (command) => say(line, command);
      // What was refused is not said twice.
      if (this.#account && this.#isIn) this.#isIn = await logIn(run, this.#dialogue, this.#account);
      return line;
    } catch (error) {
      line.close();
      throw error;
    }
  }
}

async function say(line: Line, command: MongoCommand): Promise<BsonDocument> {
  const bytes = encodeMongoCommands('message', [command]);
  return (await line.ask('mongodb', bytes, parseMongoReply)).body;
}
