import type { z } from 'zod';

/** A setting of a process: an environment variable, or a command-line option of the same meaning. */
export interface Option<S extends z.ZodType = z.ZodType> {
  readonly variable: string;
  readonly schema: S;
  /** Never on a command line, where every user of the machine reads it: the option and `<VARIABLE>_FILE` name a file that holds it. */
  readonly secret?: true;
  /** May hold a password: `<VARIABLE>_FILE` may name a file that holds it instead. */
  readonly fileToo?: true;
  /** Variables without which it means nothing: it is refused where one of them is not set, or false. */
  readonly needs?: readonly string[];
}

export type Options = Readonly<Record<string, Option>>;
export type ConfigOf<O extends Options> = { [N in keyof O]: z.output<O[N]['schema']> };

type Needs = readonly string[];

/** `schema` parses text, and carries the description and the default. */
export const option = <S extends z.ZodType>(variable: string, schema: S, needs: Needs = []): Option<S> => ({
  variable,
  schema,
  needs,
});
export const secretOption = <S extends z.ZodType>(variable: string, schema: S, needs: Needs = []): Option<S> => ({
  variable,
  schema,
  needs,
  secret: true,
});

/** A text of many lines, which is given as a secret is: by a file. */
export const fileOption = secretOption;

/** An address that may hold a password. */
export const addressOption = <S extends z.ZodType>(variable: string, schema: S): Option<S> => ({
  variable,
  schema,
  fileToo: true,
});

/** The command-line option of a name. */
export const optionName = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The option that names the file of a secret, and the variable that does. */
export const fileOptionName = (name: string): string => `${optionName(name)}-file`;
export const fileVariable = (variable: string): string => `${variable}_FILE`;
