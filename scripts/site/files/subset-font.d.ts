/** The part of the package that is used. What others publish as its types lacks `keepFeatures`. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: {
      targetFormat: 'woff2';
      /** OpenType features; the glyphs of all others are left out. */
      keepFeatures: string[];
      variationAxes: Record<string, { min: number; max: number; default: number }>;
    },
  ): Promise<Uint8Array>;
}
