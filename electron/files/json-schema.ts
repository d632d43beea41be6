/** A part of a JSON Schema. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export const whole = (minimum: number, maximum: number): JsonSchema => ({
  type: 'integer',
  minimum,
  maximum,
});
export const oneOf = (...values: readonly unknown[]): JsonSchema => ({ enum: values });
export const either = (...schemas: readonly JsonSchema[]): JsonSchema => ({ anyOf: schemas });
export const list = (items: JsonSchema, maxItems: number, minItems = 0): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});
export const members = (
  properties: Readonly<Record<string, JsonSchema>>,
  ...required: readonly string[]
): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
export const described = (description: string, schema: JsonSchema): JsonSchema => ({
  description,
  ...schema,
});
