/** Commands to a MongoDB, one after another. */
import type { BsonDocument } from '../../protocols/bson.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import {
  encodeMongoCommands,
  mongoClient,
  parseMongoReply,
  type MongoCommand,
} from '../../protocols/mongodb.ts';

/** One line, and another where an answer that did not fit made it useless. */
export class Talk {
  readonly #dialogue: Dialogue;
  readonly #tls: boolean;
  #line: Line | undefined;

  constructor(dialogue: Dialogue, tls: boolean) {
    this.#dialogue = dialogue;
    this.#tls = tls;
  }

  async run(command: MongoCommand): Promise<BsonDocument> {
    const line = this.#line ?? (await this.#begin());
    this.#line = line;
    try {
      const bytes = encodeMongoCommands('message', [command]);
      return (await line.ask('mongodb', bytes, parseMongoReply)).body;
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
    const hello = { name: 'hello', options: { client: mongoClient(this.#dialogue.agent) } };
    await line.ask('mongodb', encodeMongoCommands('message', [hello]), parseMongoReply);
    return line;
  }
}
