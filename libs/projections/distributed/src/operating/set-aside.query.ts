import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListSetAside, type SetAsideMessage } from '@stoa/contracts';
import { OPERATORS_VIEW, type OperatorsView } from './projections.query.ts';

@QueryHandler(ListSetAside)
export class ListSetAsideHandler implements IQueryHandler<ListSetAside> {
  constructor(@Inject(OPERATORS_VIEW) private readonly view: OperatorsView) {}

  execute({ limit }: ListSetAside): Promise<SetAsideMessage[]> {
    return this.view.setAside.list(limit);
  }
}
