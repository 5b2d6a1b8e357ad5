import { Component } from '@angular/core';
@Component({ selector: 'app-company-page', template: '' })
export class CompanyPage {}
