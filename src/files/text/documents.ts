/** YAML or JSON, by the name of the file. */
import { readJson } from './json.ts';
import type { Source } from './source.ts';
import { readYaml, type YamlDocuments } from './yaml.ts';

export function readDocuments(source: Source): YamlDocuments {
  const isJson = source.file.toLowerCase().endsWith('.json') || /^\s*[{[]/.test(source.text);
  return isJson ? { documents: [readJson(source)], problems: [] } : readYaml(source);
}
