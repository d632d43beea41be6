import { z } from 'zod';
import { alternativesOf } from './lesson-fields.ts';
import { lessonMatter } from './lesson-schema.ts';

/**
 * The front matter of a lesson as JSON Schema, for editors. It says how everything may be written; what depends on the
 * rest of the lesson, such as the number of a call, only the Lab itself can check.
 */
export const lessonJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'Front matter of a lesson of NDIS Shared Memory Lab',
  ...jsonSchemaOf(lessonMatter),
});

function jsonSchemaOf(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const alternatives = alternativesOf(zodSchema);
      if (alternatives.length > 0) jsonSchema.anyOf = alternatives.map(withoutDialect);
    },
  });
}

/** The dialect is said once, at the top. */
function withoutDialect(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const form = jsonSchemaOf(schema);
  delete form.$schema;
  return form;
}
