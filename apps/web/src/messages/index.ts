import { en } from './en.ts';

/** MessageKey names a text of the dashboard. */
export type MessageKey = keyof typeof en;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Values<Key extends MessageKey> = Readonly<Record<Placeholders<(typeof en)[Key]>, string | number>>;

type ValuesArgument<Key extends MessageKey> = [Placeholders<(typeof en)[Key]>] extends [never]
  ? []
  : [Values<Key>];

/** t returns a text by its key, with its placeholders filled. A missing value or an unknown key does not compile. */
export function t<Key extends MessageKey>(key: Key, ...[values]: ValuesArgument<Key>): string {
  const filled: Readonly<Record<string, string | number>> = values ?? {};
  return en[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(filled[name] ?? whole));
}
