package codec

// A problem is what becomes a FieldError of package connector.
type problem struct {
	profile string
	key     string
	rule    string
	values  []string
}

// FieldError is satisfied by the type FieldError of package connector.
type FieldError[R ~string] interface {
	~struct {
		StoreType, Profile, Key string
		Rule                    R
		Values                  []string
	}
}

// A fieldError has what every FieldError has.
type fieldError[R ~string] struct {
	StoreType, Profile, Key string
	Rule                    R
	Values                  []string
}

// Errors is satisfied by the type Errors of package connector.
type Errors[F FieldError[R], R ~string] interface {
	~[]*F
	error
}

// Problems returns what could not be written.
func Problems[E Errors[F, R], F FieldError[R], R ~string](e *Encoder) E {
	return errorsOf[E](e.storeType, e.problems)
}

func errorsOf[E Errors[F, R], F FieldError[R], R ~string](storeType string, problems []problem) E {
	var errs E
	for _, p := range problems {
		errs = append(errs, &F{StoreType: storeType, Profile: p.profile, Key: p.key, Rule: R(p.rule), Values: p.values})
	}
	return errs
}
