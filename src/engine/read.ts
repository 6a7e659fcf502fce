import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

export type Element = ModdleElement

export interface Read {
  readonly root: Element | null
  readonly warnings: readonly string[]
}

/** Reads BPMN 2.0 XML with the extension elements of Camunda 8. What the XML does wrong comes back as sentences. */
export async function readXml(xml: string): Promise<Read> {
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml)
    return { root: rootElement, warnings: warnings.map((one) => one.message) }
  } catch (error) {
    return { root: null, warnings: [error instanceof Error ? error.message : String(error)] }
  }
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value

export const child = (element: Element | null | undefined, name: string): Element | null => {
  const value = element?.[name]
  return isElement(value) ? value : null
}

export const children = (element: Element | null | undefined, name: string): readonly Element[] => {
  const value = element?.[name]
  return Array.isArray(value) ? value.filter(isElement) : []
}

export const text = (element: Element | null | undefined, name: string): string | null => {
  const value = element?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export const flag = (element: Element, name: string, fallback: boolean): boolean => {
  const value = element[name]
  return typeof value === 'boolean' ? value : fallback
}

/** The extension element of a type, such as `zeebe:TaskDefinition`. */
export const extension = (element: Element, type: string): Element | null =>
  children(child(element, 'extensionElements'), 'values').find((one) => one.$type === type) ?? null

export const idOf = (element: Element | null): string => element?.id ?? ''
