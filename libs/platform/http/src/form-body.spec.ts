import { formFields } from './form-body.ts';

const fields = (text: string) => formFields(Buffer.from(text));

it('reads what a browser sends', () => {
  expect(fields('token=stoa_1+2&next=%2Fq%2Fa%3Fb%3D1&name=%C3%89sra')).toEqual({
    token: 'stoa_1 2',
    next: '/q/a?b=1',
    name: 'Ésra',
  });
  expect(fields('')).toEqual({});
});

it.each(['a=1&a=2', '__proto__=x', '%5F_proto__=x'])('refuses %s', (text) => {
  expect(() => fields(text)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
});

it('refuses bytes that are not UTF-8', () => {
  expect(() => formFields(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(expect.objectContaining({ code: 'malformed-request' }));
});
