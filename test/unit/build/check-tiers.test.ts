import { describe, expect, it } from 'vitest';
import { tierViolations } from '../../../build/check-tiers.mjs';

describe('the tiers', () => {
  it.each([
    ['shared/a.ts', "import fs from 'node:fs';", 'node:fs'],
    ['shared/a.ts', "import { x } from '../electron/core/x.ts';", 'electron/core/x.ts'],
    ['shared/a.ts', "export * from 'react';", 'react'],
    ['shared/a.ts', "const x = await import('node:os');", 'node:os'],
    ['shared/a.ts', "type X = import('node:net').Socket;", 'node:net'],
    ['shared/a.ts', 'const now = Date.now();', 'Date'],
    ['shared/a.ts', 'const now = new Date();', 'new Date'],
    ['shared/a.ts', 'const x = Math.random();', 'Math'],
    ['electron/core/a.ts', "import { app } from 'electron';", 'electron'],
    ['electron/core/a.ts', "import { x } from '../main/x.ts';", 'electron/main/x.ts'],
    ['electron/core/a.ts', "import { x } from '../cli/x.ts';", 'electron/cli/x.ts'],
    ['electron/core/a.ts', "import leftpad from 'leftpad';", 'leftpad'],
    ['electron/preload/a.ts', "import fs from 'node:fs';", 'node:fs'],
    ['electron/preload/a.ts', "import { x } from '../core/x.ts';", 'electron/core/x.ts'],
    [
      'renderer/a.tsx',
      "import { x } from '../electron/core/x.ts'; const e = <b>hi</b>;",
      'electron/core/x.ts',
    ],
    ['renderer/a.tsx', "import net from 'node:net';", 'node:net'],
    ['electron/elsewhere/a.ts', '', 'no tier'],
  ])('refuse in %s: %s', (file, text, named) => {
    const found = tierViolations(file, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(named);
  });

  it.each([
    [
      'shared/a.ts',
      "import { z } from 'zod'; import { b } from './b.ts'; const at = new Date('2026-01-01');",
    ],
    ['electron/core/a.ts', "import net from 'node:net'; import { x } from '../../shared/x.ts';"],
    ['electron/cli/a.ts', "import { x } from '../core/x.ts'; import { Command } from 'commander';"],
    ['electron/main/a.ts', "import { app } from 'electron'; import { x } from '../core/x.ts';"],
    ['renderer/a.tsx', "import { Button } from '@mui/material'; import { x } from '../shared/x.ts';"],
    ['test/unit/a.ts', "import { x } from '../../electron/main/x.ts';"],
  ])('allow in %s: %s', (file, text) => {
    expect(tierViolations(file, text)).toEqual([]);
  });
});
