-- A seat is held from its own register, and while it stands. A holding that has ended may leave
-- with its card: the seat stays where it is and keeps saying who held it.
CREATE FUNCTION personnel_holding_fits_its_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    held public.personnel_seat%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.seat_id = OLD.seat_id AND NEW.started_on = OLD.started_on
       AND NEW.ended_on IS NOT DISTINCT FROM OLD.ended_on AND NEW.ended_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    -- FOR SHARE: who closes the seat waits for us, or we for them, and see what they did.
    SELECT * INTO held FROM public.personnel_seat WHERE id = NEW.seat_id FOR SHARE;
    IF held.register_id IS DISTINCT FROM NEW.register_id THEN
        RAISE EXCEPTION 'seat % is not of register %', NEW.seat_id, NEW.register_id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'a_seat_is_held_from_its_own_register';
    ELSIF NOT daterange(held.opened_on, held.closed_on)
              @> daterange(NEW.started_on, NEW.ended_on) THEN
        RAISE EXCEPTION 'seat % does not stand all that time', NEW.seat_id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'a_seat_is_held_while_it_stands';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER holding_fits_its_seat BEFORE INSERT OR UPDATE ON personnel_seatholding
    FOR EACH ROW EXECUTE FUNCTION personnel_holding_fits_its_seat();
ALTER TABLE personnel_seatholding ENABLE ALWAYS TRIGGER holding_fits_its_seat;

CREATE FUNCTION personnel_seat_stands_while_held() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.personnel_seatholding h
         WHERE h.seat_id = NEW.id
           AND NOT daterange(NEW.opened_on, NEW.closed_on)
                   @> daterange(h.started_on, h.ended_on))
    THEN
        RAISE EXCEPTION 'seat % is held outside that time', NEW.id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'a_seat_stands_while_it_is_held';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER seat_stands_while_held BEFORE UPDATE OF opened_on, closed_on ON personnel_seat
    FOR EACH ROW EXECUTE FUNCTION personnel_seat_stands_while_held();
ALTER TABLE personnel_seat ENABLE ALWAYS TRIGGER seat_stands_while_held;

-- Who fills and empties the seats of one register takes turns: what is read behind this lock
-- stands until commit, and two people who change places cannot wait for each other in a circle.
CREATE FUNCTION personnel_lock_seats(register uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(register::text, 11))
$$;
