/** A request as it leaves, and how its answer is read. Pure. */
import type { Parse } from '../../protocols/codec.ts';
import {
  encodeHttpRequest,
  type HttpResponse,
  parseHttpDocument,
  parseHttpEvents,
  parseHttpHead,
  parseHttpResponse,
} from '../../protocols/http.ts';
import type { Dialogue } from '../../protocols/line.ts';
import type { HttpAsk } from './http-talk.ts';

export function requestBytes(dialogue: Dialogue, encrypted: boolean, request: HttpAsk): Buffer {
  const { method = 'GET', path, headers, body } = request;
  return encodeHttpRequest({
    method,
    path,
    host: hostHeader(dialogue, encrypted),
    agent: dialogue.agent,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
  });
}

export function parserFor({ method, stream, large }: HttpAsk): Parse<HttpResponse> {
  if (method === 'HEAD') return parseHttpHead;
  if (stream) return parseHttpEvents;
  return large ? parseHttpDocument : parseHttpResponse;
}

/** `host[:port]`; the real one, because a host guard refuses others and is no authentication. */
export function hostHeader(dialogue: Dialogue, encrypted: boolean): string {
  const name =
    dialogue.host ?? (dialogue.address.includes(':') ? `[${dialogue.address}]` : dialogue.address);
  return dialogue.port === (encrypted ? 443 : 80) ? name : `${name}:${dialogue.port}`;
}
