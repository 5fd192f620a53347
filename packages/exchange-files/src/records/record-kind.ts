/** What a field of a record can hold. */
export type FieldRule =
  | { readonly type: "text"; readonly maxLength: number }
  | { readonly type: "time" }
  | { readonly type: "number"; readonly min?: number; readonly max?: number }
  /** A length of time: a number of hours, or hours, minutes and seconds with colons. */
  | { readonly type: "hours" }
  | { readonly type: "choice"; readonly of: readonly string[] };

export type FieldSpec = FieldRule & { readonly required?: boolean };

/** A kind of record that files are mapped to: its fields, and which of them tell one record from another. */
export interface RecordKind {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly key: readonly string[];
  /** Of which at least one is given. */
  readonly oneOf?: readonly string[];
}

/** Times are nanoseconds since 1970, hours and numbers are numbers, all else is text. */
export type FieldValue = string | number | bigint;

/** A row that could be read: only what it states. */
export interface FileRecord {
  readonly line: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
}
