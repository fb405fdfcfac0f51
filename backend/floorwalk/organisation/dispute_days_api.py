"""The route of a programme's days for disputes."""

from uuid import UUID

from litestar import put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.organisation import dispute_days
from floorwalk.organisation.wire import DisputeDays, ProgrammeBody


@put("/api/programmes/{programme_id:uuid}/dispute-days", guards=[requires(Verb.ORGANISATION_WRITE)])
async def set_dispute_days(
    programme_id: FromPath[UUID], data: JSONBody[DisputeDays], asking: NamedDependency[Asking]
) -> ProgrammeBody:
    """How long a result can be disputed, and how long a decision may take. Nobody loses time they were told of."""
    viewer = asking.viewer
    return await dispute_days.set_dispute_days(
        await asking.work.connection(), viewer.organisation_id, viewer.account_id, programme_id, data
    )


DISPUTE_DAYS_ROUTES: list[ControllerRouterHandler] = [set_dispute_days]
