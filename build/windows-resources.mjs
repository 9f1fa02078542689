import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** Numbers of Windows: https://learn.microsoft.com/windows/win32/menurc/resource-types */
const [iconType, dataType, iconGroupType, versionType] = [3, 10, 14, 16];
/** English (United States), and text in Unicode: what Windows shows where it has no other. */
const language = { lang: 1033, codepage: 1200 };
const [fileFlagsMask, windowsNt, application] = [0x3f, 0x40004, 1];

/**
 * @typedef {object} WindowsResources
 * @property {Buffer} icon an `.ico` file
 * @property {string} version three numbers
 * @property {Readonly<Record<string, string>>} texts the properties, by Windows' names for them
 * @property {Readonly<Record<string, Buffer>>} data what else the program carries, by name
 */

/**
 * Gives a Windows program its own icon and properties in place of those it has, and puts data into it, in one step: each
 * rewriting of a program's sections is a chance to break them. The program must not be signed.
 * @param {Buffer} program
 * @param {Readonly<WindowsResources>} own
 * @returns {Buffer} a copy
 */
export function withResources(program, { icon, version, texts, data }) {
  const executable = NtExecutable.from(program);
  const resources = NtExecutableResource.from(executable);
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  resources.entries = resources.entries.filter(({ type }) => type !== iconType && type !== iconGroupType);
  Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    1,
    language.lang,
    Data.IconFile.from(icon).icons.map(({ data }) => data),
  );
  const [high, low] = [major * 0x10000 + minor, patch * 0x10000];
  for (const before of Resource.VersionInfo.fromEntries(resources.entries))
    resources.removeResourceEntry(versionType, 1, before.lang);
  Resource.VersionInfo.create(
    language.lang,
    {
      fileVersionMS: high,
      fileVersionLS: low,
      productVersionMS: high,
      productVersionLS: low,
      fileFlagsMask,
      fileOS: windowsNt,
      fileType: application,
    },
    [{ ...language, values: { ...texts, FileVersion: version, ProductVersion: version } }],
  ).outputToResourceEntries(resources.entries);
  for (const [id, bytes] of Object.entries(data))
    resources.entries.push({
      type: dataType,
      id,
      lang: language.lang,
      codepage: language.codepage,
      bin: Uint8Array.from(bytes).buffer,
    });
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/**
 * What Windows shows about a program, read back: its properties, the sizes of its icons, and whether it writes to a
 * console.
 * @param {Buffer} program
 * @returns {{ texts: Record<string, string>, version: readonly number[], icons: readonly number[], isConsole: boolean }}
 */
export function readResources(program) {
  const executable = NtExecutable.from(program, { ignoreCert: true });
  const { entries } = NtExecutableResource.from(executable);
  const [info] = Resource.VersionInfo.fromEntries(entries);
  const { fileVersionMS: high = 0, fileVersionLS: low = 0 } = info?.fixedInfo ?? {};
  return {
    texts: info?.getStringValues(language) ?? {},
    version: [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff],
    icons: Resource.IconGroupEntry.fromEntries(entries).flatMap(({ icons }) =>
      icons.map(({ width }) => width || 256),
    ),
    isConsole: executable.newHeader.optionalHeader.subsystem === 3,
  };
}
