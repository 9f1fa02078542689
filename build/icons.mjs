import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

/**
 * The program's icons, drawn from `resources/icon.svg` by pure computation: the same bytes on every machine, with no
 * drawing program and no picture in the repository. Of SVG it knows what the icon uses, and refuses everything else.
 */

/** @typedef {readonly [red: number, green: number, blue: number]} Colour */
/** A shape is its colour and how far a point lies outside it, in units of the drawing; negative means inside. */
/** @typedef {{ colour: Colour, distance: (x: number, y: number) => number }} Shape */
/** @typedef {{ side: number, shapes: readonly Shape[] }} Drawing */

/**
 * @param {string} tag
 * @param {string} name
 */
function attribute(tag, name) {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  if (value === undefined) throw new Error(`The icon has no ${name} in ${tag}`);
  return value;
}

/** @type {(tag: string, name: string) => number} */
const number = (tag, name) => Number(attribute(tag, name));

/** @type {(text: string) => Colour} */
function colourOf(text) {
  if (!/^#[0-9A-F]{6}$/.test(text))
    throw new Error(`The icon has a colour that is not written #RRGGBB: ${text}`);
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @type {(tag: string) => Shape} */
function rectangle(tag) {
  const radius = number(tag, 'rx');
  const [halfWidth, halfHeight] = [number(tag, 'width') / 2, number(tag, 'height') / 2];
  const [centreX, centreY] = [number(tag, 'x') + halfWidth, number(tag, 'y') + halfHeight];
  return {
    colour: colourOf(attribute(tag, 'fill')),
    distance: (x, y) => {
      const dx = Math.abs(x - centreX) - halfWidth + radius;
      const dy = Math.abs(y - centreY) - halfHeight + radius;
      return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
    },
  };
}

/** @type {(tag: string) => Shape} */
function circle(tag) {
  const [centreX, centreY, radius] = [number(tag, 'cx'), number(tag, 'cy'), number(tag, 'r')];
  return {
    colour: colourOf(attribute(tag, 'fill')),
    distance: (x, y) => Math.hypot(x - centreX, y - centreY) - radius,
  };
}

/** @type {(tag: string) => Shape} */
function polyline(tag) {
  const half = number(tag, 'stroke-width') / 2;
  const points = attribute(tag, 'points')
    .split(' ')
    .map((point) => /** @type {[number, number]} */ (point.split(',').map(Number)));
  const lines = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
  return {
    colour: colourOf(attribute(tag, 'stroke')),
    distance: (x, y) =>
      Math.min(
        ...lines.map(({ from: [x1, y1], to: [x2, y2] }) => {
          const [dx, dy] = [x2 - x1, y2 - y1];
          const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
          const nearest = Math.min(1, Math.max(0, along));
          return Math.hypot(x - x1 - nearest * dx, y - y1 - nearest * dy);
        }),
      ) - half,
  };
}

const readers = new Map([
  ['rect', rectangle],
  ['circle', circle],
  ['polyline', polyline],
]);

/**
 * @param {string} svg
 * @returns {Drawing}
 */
export function readDrawing(svg) {
  const [outer = '', ...tags] = svg.match(/<[a-z][^>]*>/g) ?? [];
  const [, , width, height] = attribute(outer, 'viewBox').split(' ').map(Number);
  if (width === undefined || width !== height) throw new Error('The icon must be a square.');
  const drawn = tags.filter((tag) => tag !== '<title>');
  const shapes = drawn.map((tag) => {
    const name = /^<([a-z]+)/.exec(tag)?.[1] ?? '';
    const read = readers.get(name);
    if (read === undefined) throw new Error(`The icon uses <${name}>, which cannot be drawn here.`);
    return read(tag);
  });
  return { side: width, shapes };
}

/**
 * The drawing as pixels: red, green, blue and opacity, a byte each, with smooth edges.
 * @param {Drawing} drawing
 * @param {number} size the side in pixels
 */
function paint({ side, shapes }, size) {
  const pixels = Buffer.alloc(size * size * 4);
  const unit = side / size;
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      let [red, green, blue, opacity] = [0, 0, 0, 0];
      for (const { colour, distance } of shapes) {
        const outside = distance((column + 0.5) * unit, (row + 0.5) * unit) / unit;
        const cover = Math.min(1, Math.max(0, 0.5 - outside));
        if (cover === 0) continue;
        const total = cover + opacity * (1 - cover);
        const share = cover / total;
        red += (colour[0] - red) * share;
        green += (colour[1] - green) * share;
        blue += (colour[2] - blue) * share;
        opacity = total;
      }
      const bytes = [red, green, blue, opacity * 255].map(Math.round);
      pixels.set(bytes, (row * size + column) * 4);
    }
  return pixels;
}

/** @type {(type: string, data: Buffer) => Buffer} */
function pngChunk(type, data) {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

/**
 * A PNG picture (ISO/IEC 15948), eight bits for each channel.
 * @param {Drawing} drawing
 * @param {number} size
 */
export function png(drawing, size) {
  const pixels = paint(drawing, size);
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(row * size * 4, (row + 1) * size * 4)]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * The icon of Windows: a directory of PNG pictures.
 * @param {readonly { size: number, bytes: Buffer }[]} pictures
 */
export function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, bytes }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    header.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], entry);
    header.writeUInt32LE(bytes.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += bytes.length;
  }
  return Buffer.concat([header, ...pictures.map(({ bytes }) => bytes)]);
}

/** What macOS calls each size: once for plain screens, once for those with twice the points. */
/** @type {readonly (readonly [type: string, size: number])[]} */
const icnsTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/**
 * The icon of macOS: the same pictures, each behind its type and its length.
 * @param {(size: number) => Buffer} pictureOf
 */
export function icns(pictureOf) {
  const entries = icnsTypes.map(([type, size]) => {
    const bytes = pictureOf(size);
    const header = Buffer.alloc(8);
    header.write(type, 0, 'latin1');
    header.writeUInt32BE(bytes.length + 8, 4);
    return Buffer.concat([header, bytes]);
  });
  const body = Buffer.concat(entries);
  const header = Buffer.alloc(8);
  header.write('icns', 0, 'latin1');
  header.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([header, body]);
}

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/**
 * Writes `icon.ico`, `icon.icns` and `set/<size>x<size>.png`.
 * @param {string} folder made when it is missing
 */
export async function writeIcons(folder) {
  const source = join(dirname(fileURLToPath(import.meta.url)), 'resources', 'icon.svg');
  const drawing = readDrawing(await readFile(source, 'utf8'));
  const pictures = new Map(sizes.map((size) => [size, png(drawing, size)]));
  /** @type {(size: number) => Buffer} */
  const pictureOf = (size) => pictures.get(size) ?? png(drawing, size);
  const windows = sizes.filter((size) => size <= 256).map((size) => ({ size, bytes: pictureOf(size) }));
  await mkdir(join(folder, 'set'), { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'icon.ico'), ico(windows)),
    writeFile(join(folder, 'icon.icns'), icns(pictureOf)),
    ...sizes
      .filter((size) => size <= 512)
      .map((size) => writeFile(join(folder, 'set', `${size}x${size}.png`), pictureOf(size))),
  ]);
}
