import type { paths } from './schema';

type Json<T> = T extends { readonly 'application/json': infer Body } ? Body : never;

/** The GET paths of the API, with their parameters and answers. */
type Readable = {
  [
    Path in keyof paths as paths[Path] extends {
      readonly get: {
        readonly responses: {
          readonly 200: { readonly content: { readonly 'application/json': unknown } };
        };
      };
    }
      ? Path
      : never
  ]: paths[Path] extends { readonly get: infer Operation } ? Operation : never;
};

type Answers<Operation> = Operation extends {
  readonly responses: { readonly 200: { readonly content: infer Content } };
}
  ? Json<Content>
  : never;
type InPath<Operation> = Operation extends { readonly parameters: { readonly path: infer P } }
  ? P
  : undefined;
type InQuery<Operation> = Operation extends { readonly parameters: { readonly query?: infer Q } }
  ? Exclude<Q, undefined>
  : never;

/** An address of the API that answers a `T`. */
export type Address<T> = string & { readonly answers?: T };

/** Fills the placeholders of an OpenAPI path and adds the query. */
export function at<Path extends keyof Readable>(
  path: Path,
  ...[gaps, query]: InPath<Readable[Path]> extends undefined
    ? [gaps?: undefined, query?: InQuery<Readable[Path]>]
    : [gaps: InPath<Readable[Path]>, query?: InQuery<Readable[Path]>]
): Address<Answers<Readable[Path]>> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((gaps as Record<string, unknown> | undefined)?.[name])),
  );
  const asked = Object.entries((query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked).toString()}`;
}
