import * as z from 'zod';
import { SCENE_SCHEMA } from './scene-schema.ts';

/** The JSON Schema (draft 7) of a scene file, by which editors complete and check it. */
export function sceneJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(SCENE_SCHEMA, { io: 'input', target: 'draft-7', reused: 'ref' });
  return {
    title: 'worldwright scene',
    description:
      'A world that worldwright simulates. Any number or colour may be "$name", drawn from random.',
    ...schema,
  };
}
