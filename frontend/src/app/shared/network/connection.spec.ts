import { TestBed } from '@angular/core/testing';

import { Connection } from './connection';

describe('the connection', () => {
  it('is down if the server does not answer, and ok when it answers again', () => {
    const connection = TestBed.inject(Connection);
    expect(connection.state()).toBe('fine');
    connection.note(503);
    expect(connection.state()).toBe('down');
    connection.note(404);
    expect(connection.state()).toBe('fine');
  });

  it('distinguishes an offline device from a server that is down', () => {
    const connection = TestBed.inject(Connection);
    window.dispatchEvent(new Event('offline'));
    expect(connection.state()).toBe('offline');
    window.dispatchEvent(new Event('online'));
    expect(connection.state()).toBe('fine');
  });
});
