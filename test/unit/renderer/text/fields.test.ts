import { describe, expect, it } from 'vitest';
import { fieldLabel } from '../../../../renderer/text/en/fields.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';

describe('the name of a field of a database', () => {
  const databases = [emptyDatabase('platform'), emptyDatabase('session')];

  it('is told by what the database is for, as on the page', () => {
    expect(fieldLabel('databases.0.host', databases)).toBe('Platform database, server');
    expect(fieldLabel('databases.1.port', databases)).toBe('Session database, port');
  });

  it('is told by its number where that is not known', () => {
    expect(fieldLabel('databases.2.instance', databases)).toBe('Database 3, instance');
  });
});
