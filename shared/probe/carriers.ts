/** The protocols in which a rehearsal travels, so that filters let it through as they would the real service. */
export const carriers = ['plain', 'http', 'https', 'amqp', 'amqps', 'tds', 'tns'] as const;
export type Carrier = (typeof carriers)[number];

/** Whether a carrier lies inside TLS. */
export const isOverTls = (carrier: Carrier): boolean => carrier === 'https' || carrier === 'amqps';
