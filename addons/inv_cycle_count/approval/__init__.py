from . import inv_count_limit
from . import inv_count_suspicion
from . import inv_count_review
from . import inv_count_decision
from . import res_company
from . import res_config_settings
