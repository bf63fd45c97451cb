from . import inv_scan_event
from . import res_users_settings
