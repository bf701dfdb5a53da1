import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// A street moved otherwise in Chromium than in Node: V8's `x ** 4` had changed its last bit between the two.

/** Folders whose numbers end up in a trajectory. */
const MOVING = ['physics', 'scene', 'simulator'];

/** What engines may round as they like: all of Math but what IEEE 754 fixes, and powers of what is no constant. */
const LOOSE =
  /Math\.(sin|cos|tan|a?sinh?|a?cosh?|a?tanh?|atan2|exp|expm1|log|log1p|log10|pow|hypot|cbrt)\(|(?<!\b[0-9]+) \*\* /;

it('moves scenes by functions on which all engines agree to the last bit', () => {
  const found = MOVING.flatMap((folder) =>
    readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(join('src', folder, file), 'utf8')
          .split('\n')
          .filter((line) => LOOSE.test(line) && !/^\s*(\*|\/\*\*|\/\/)/.test(line))
          .map((line) => `${folder}/${file}: ${line.trim()}`),
      ),
  );
  expect(found).toEqual([]);
});
