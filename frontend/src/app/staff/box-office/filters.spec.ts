import { asQuery } from './filters';

describe('filters of reservations', () => {
  it("have the server's names", () => {
    const query = asQuery({
      search: ' Nicolò ',
      performance: 'p',
      status: 'pending',
      needs: 'yes',
      mail: 'failed',
    });
    expect(query).toEqual({
      search: 'Nicolò',
      performance: 'p',
      status: 'pending',
      access_needs: 'true',
      delivery: 'failed',
    });
  });

  it('leave empty values out', () => {
    expect(asQuery({})).toEqual({});
    expect(asQuery({ search: '', performance: '', status: '', needs: '', mail: '' })).toEqual({});
  });

  it('need at least two letters to search', () => {
    expect(asQuery({ search: 'a ' })).toEqual({});
  });

  it('ignore invalid values in the address', () => {
    expect(asQuery({ status: 'lost', needs: 'no', mail: 'sent' })).toEqual({});
  });
});
