import { asQuery } from './filters';

describe('filters of reservations', () => {
  it('are called by the server’s names', () => {
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

  it('leave out what says nothing', () => {
    expect(asQuery({})).toEqual({});
    expect(asQuery({ search: '', performance: '', status: '', needs: '', mail: '' })).toEqual({});
  });

  it('wait for a second letter before they search', () => {
    expect(asQuery({ search: 'a ' })).toEqual({});
  });

  it('leave out what somebody has made up in the address', () => {
    expect(asQuery({ status: 'lost', needs: 'no', mail: 'sent' })).toEqual({});
  });
});
