from . import inv_release_wizard
from . import inv_release_wizard_line
