from . import test_transfer_fix
