import { layoutProcess } from 'bpmn-auto-layout'

/**
 * The largest file that is laid out, and the longest tag in it, in characters: to write an element again costs the square
 * of its attributes, and nobody draws one with thousands.
 */
const LARGEST = 4_000_000
const LONGEST_TAG = /<[^<>]{50000}/

/**
 * A drawing with a place for each element. One that has a layout stays as it is, byte for byte; one written by hand or
 * by a program without any gets one.
 * @returns null when it can't be read as a drawing, or is too large to be laid out
 */
export async function laidOut(xml: string): Promise<string | null> {
  if (/<([\w-]+:)?BPMNShape[\s>]/.test(xml)) return xml
  if (!/<([\w-]+:)?definitions[\s>]/.test(xml)) return null
  if (xml.length > LARGEST || LONGEST_TAG.test(xml)) return null
  try {
    return await layoutProcess(xml)
  } catch {
    return null
  }
}
