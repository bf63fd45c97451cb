from . import inv_policy_scenario
from . import inv_policy_preview
from . import inv_parameter_change_batch
from . import inv_exchange_curve
from . import inv_exchange_curve_page
