/** ClickHouse's native protocol; the product's file judges. */
import {
  clickhouseNative,
  clickhouseOpening,
  lookAtClickhouseNative,
} from '../clickhouse/native.ts';
import { takeNativeInventory } from '../clickhouse/native-inventory.ts';
import type { Family } from '../service.ts';

const HELLO = 0;
const EXCEPTION = 2;
/** Before the name of an exception stand the packet's number, four bytes of code, and the length of the name. */
const NAME_AT = 6;
/** It knows a GET by its first letter, and says in clear what it is. */
const TO_HTTP = /^HTTP\/1\.0 400 Bad Request\r\n\r\nPort \d+ is for clickhouse-client/;

export const clickhouseFamily: Family = {
  id: 'clickhouse-native',
  sends: clickhouseNative.sends,
  opening: { name: 'clickhouse-native', ask: clickhouseOpening },
  recognises: (answer, question) => {
    if (answer[0] === EXCEPTION)
      return /^(?:DB|Poco|std)::/.test(answer.toString('latin1', NAME_AT, NAME_AT + 8));
    // A zero byte and a short text answer a Hello; after other questions that could be anything.
    if (answer[0] === HELLO)
      return (
        question === 'clickhouse-native' && /^[ -~]{2,}/.test(answer.toString('latin1', 2, 12))
      );
    return TO_HTTP.test(answer.toString('latin1', 0, 200));
  },
  look: lookAtClickhouseNative,
  inventory: takeNativeInventory,
  logsIn: true,
};
