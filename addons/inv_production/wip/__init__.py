from . import inv_daily_snapshot
from . import inv_wip_snapshot
from . import inv_shortage_snapshot
