from . import inv_readiness_board
