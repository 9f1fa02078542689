import { describe, expect, it } from 'vitest';
import { tierViolations } from '../../../build/check-tiers.mjs';

describe('the tiers', () => {
  it.each([
    ['shared/words/a.ts', "import fs from 'node:fs';", 'node:fs'],
    ['shared/words/a.ts', "import { x } from '../../electron/core/x.ts';", 'electron/core/x.ts'],
    ['shared/words/a.ts', "export * from 'react';", 'react'],
    ['shared/words/a.ts', "const x = await import('node:os');", 'node:os'],
    ['shared/words/a.ts', "type X = import('node:net').Socket;", 'node:net'],
    ['shared/words/a.ts', 'const now = Date.now();', 'Date'],
    ['shared/words/a.ts', 'const now = new Date();', 'new Date'],
    ['shared/words/a.ts', 'const x = Math.random();', 'Math'],
    ['electron/core/base/a.ts', "import { app } from 'electron';", 'electron'],
    ['electron/core/base/a.ts', "import { x } from '../../main/x.ts';", 'electron/main/x.ts'],
    ['electron/core/base/a.ts', "import { x } from '../../cli/x.ts';", 'electron/cli/x.ts'],
    ['electron/core/base/a.ts', "import leftpad from 'leftpad';", 'leftpad'],
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
      'shared/words/a.ts',
      "import { z } from 'zod'; import { b } from './b.ts'; const at = new Date('2026-01-01');",
    ],
    ['electron/core/base/a.ts', "import net from 'node:net'; import { x } from '../../../shared/x.ts';"],
    ['electron/cli/a.ts', "import { x } from '../core/x.ts'; import { Command } from 'commander';"],
    ['electron/main/a.ts', "import { app } from 'electron'; import { x } from '../core/x.ts';"],
    ['renderer/a.tsx', "import { Button } from '@mui/material'; import { x } from '../shared/x.ts';"],
    ['test/unit/a.ts', "import { x } from '../../electron/main/x.ts';"],
  ])('allow in %s: %s', (file, text) => {
    expect(tierViolations(file, text)).toEqual([]);
  });
});

describe('the rooms', () => {
  it.each([
    ['shared/words/a.ts', '../run/b.ts', 'shared/run/b.ts'],
    ['shared/run/a.ts', '../report/b.ts', 'shared/report/b.ts'],
    ['shared/redact/a.ts', '../report/b.ts', 'shared/report/b.ts'],
    ['shared/catalogue/checks/a.ts', '../../plan/b.ts', 'shared/plan/b.ts'],
    ['electron/core/probes/a.ts', '../engine/b.ts', 'electron/core/engine/b.ts'],
    ['electron/core/report/pages/a.ts', '../../verify/b.ts', 'electron/core/verify/b.ts'],
    ['electron/core/pdf/a.ts', '../report/b.ts', 'electron/core/report/b.ts'],
  ])('refuse in %s: %s', (file, specifier, target) => {
    expect(tierViolations(file, `import { b } from '${specifier}';`)).toEqual([
      expect.stringContaining(`must not import ${target}: data flows one way`),
    ]);
  });

  it.each([
    ['shared/run/a.ts', '../words/b.ts'],
    ['shared/run/a.ts', './b.ts'],
    ['shared/report/model/a.ts', '../b.ts'],
    ['electron/core/verify/a.ts', '../report/pages/b.ts'],
    ['electron/core/base/a.ts', '../../../shared/contract/b.ts'],
  ])('let through in %s: %s', (file, specifier) => {
    expect(tierViolations(file, `import { b } from '${specifier}';`)).toEqual([]);
  });

  it('refuse a file that lies in none', () => {
    expect(tierViolations('shared/a.ts', '')).toEqual(['shared/a.ts lies in no room of shared/']);
    expect(tierViolations('electron/core/new/a.ts', '')).toEqual([
      'electron/core/new/a.ts lies in no room of electron/core/',
    ]);
  });
});
