/** What the lab says to each server of MongoDB's wire. */
import { type BsonDocument, encodeCommand, isWholeMessage } from './bson.ts';
import { ask, secure } from './dial.ts';
import { type Site, LabError } from './product.ts';

const PEOPLE = Array.from({ length: 100 }, (_, index) => ({
  _id: index,
  name: `Customer ${index}`,
  email: `customer${index}@mail.example`,
}));

/** Fills the collection `shop.customers`. */
export const INSERT_PEOPLE: BsonDocument = {
  insert: 'customers',
  documents: PEOPLE,
  $db: 'shop',
};

/** One command over a fresh connection; in states that begin with `tls`, inside TLS. */
export async function tell(site: Site, command: BsonDocument): Promise<Buffer> {
  const plain = site.dial('mongodb');
  const connection = site.state.startsWith('tls') ? secure(plain) : plain;
  return await ask(connection, encodeCommand(command), isWholeMessage, 5_000);
}

/** The same for what has to succeed. */
export async function seedWith(site: Site, command: BsonDocument): Promise<void> {
  const answer = await tell(site, command);
  if (answer.includes('errmsg')) throw new LabError(`seeding got ${answer.toString()}`);
}
