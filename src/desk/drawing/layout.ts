import { layoutProcess } from 'bpmn-auto-layout'

/**
 * A drawing with a place for each element. One that has a layout stays as it is, byte for byte; one written by hand or
 * by a program without any gets one.
 * @returns null when it can't be read as a drawing
 */
export async function laidOut(xml: string): Promise<string | null> {
  if (/<([\w-]+:)?BPMNShape[\s>]/.test(xml)) return xml
  if (!/<([\w-]+:)?definitions[\s>]/.test(xml)) return null
  try {
    return await layoutProcess(xml)
  } catch {
    return null
  }
}
