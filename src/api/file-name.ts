import { decodeWords } from 'postal-mime'

/** The name of a file that was sent. Some programs in Java encode it as the headers of mail are (RFC 2047). */
export const sentName = ({ name }: File): string => decodeWords(name)
