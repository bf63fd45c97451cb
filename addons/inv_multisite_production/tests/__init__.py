from . import test_transfer_fix
from . import test_material_stage
